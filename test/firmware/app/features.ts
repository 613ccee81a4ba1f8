// A device whose app uses all features, online on a platform in virtual time.
import { Rig } from "../rig.ts";
import { imageOf } from "../images.ts";

export const DEVICE = "a1X2bEnP82z/lamp-1";
export const THING = `/sys/${DEVICE}/thing/`;

/** A board with the features' app; it has not started. */
export async function makeRig(): Promise<Rig> {
  return Rig.make({ kind: "secret", image: await imageOf("secret", "native", "features") });
}

/** What the device published on a topic since it was online, as text. */
export function sentOn(rig: Rig, topic: string): string[] {
  return rig.platform.published.filter((each) => each.topic === topic).map(({ bytes }) => bytes.toString("latin1"));
}

/** The same, as JSON. */
export function messagesOn(rig: Rig, topic: string): any[] {
  return sentOn(rig, topic).map((text) => JSON.parse(text));
}

/** The platform sends, and the device has the time to answer. */
export function send(rig: Rig, topic: string, payload: string | Buffer | object, qos: 0 | 1 = 0): void {
  rig.platform.send(topic, payload, qos);
  rig.run(1);
}

/** The platform answers the newest request on a topic. */
export function reply(rig: Rig, topic: string, data: unknown, code = 200): void {
  const { id } = messagesOn(rig, topic).at(-1);
  send(rig, `${topic}_reply`, { id, code, data, message: "success", version: "1.0" });
}
