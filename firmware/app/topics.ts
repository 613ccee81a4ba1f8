// The custom topics of the app: `/${productKey}/${deviceName}/user/` and a name.
import { USER, route, send } from "./routes.ts";

/** Publishes bytes on the custom topic `/${productKey}/${deviceName}/user/` + `name`; 0 or a code. With QoS 1 the
 *  message waits while offline, and `done` is called with 0 when the platform has it, or with a code. */
export function publish(name: string, payload: string, qos?: number, done?: (code: number) => void): number {
  return send(USER + name, payload, qos || 0, done);
}

/** Subscribes to the custom topic `/${productKey}/${deviceName}/user/` + `name`, now and after every reconnect. With
 *  `inPieces` a message is handed over as it comes, so that its length costs no memory: the handler is called with
 *  each piece and the number of bytes that are still to come, 0 with the last one. */
export function subscribe(name: string, handler: (payload: string, left: number) => void, inPieces?: boolean): void {
  route(USER + name, (payload, left) => {
    handler(payload, left);
  }, "", inPieces);
}
