// What a board holds at a moment, counted: sockets, timers, queued events and listeners. What a script leaves behind
// shows here, since nothing of it is ever collected by itself.

import type { Machine } from "./machine.ts";

/** Counts of one moment. */
export interface Census {
  sockets: number;
  timers: number;
  /** Events that wait to be called. */
  events: number;
  /** Listeners on globals, modules and open sockets. */
  listeners: number;
}

/** Counts what the machine holds. */
export function census(machine: Machine): Census {
  const { realm, modules, sockets, timers, events } = machine;
  const places = new Set<unknown>([...Object.values(realm.global), ...modules.values(), ...sockets.objects]);
  let listeners = 0;
  for (const place of places) {
    if (place === null || (typeof place !== "object" && typeof place !== "function")) continue;
    for (const [key, value] of Object.entries(place as object)) {
      if (key.startsWith("#on")) listeners += Array.isArray(value) ? value.length : 1;
    }
  }
  return { sockets: sockets.objects.length, timers: timers.count, events: events.count, listeners };
}
