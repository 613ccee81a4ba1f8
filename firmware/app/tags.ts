// Tags of the device (设备标签): texts by key, which servers search by.
import { keys } from "../../lib/short.ts";
import { request } from "./request.ts";
import type { Answer } from "./request.ts";

export type Tags = { [key: string]: string };

/** Sets tags: keys of at most 100 bytes, values of at most 128 characters; 0 when it is on its way, or a code. */
export function setTags(tags: Tags, answer?: Answer): number {
  return request("deviceinfo/update", keys(tags).map((attrKey) => ({ attrKey, attrValue: tags[attrKey] })), answer);
}

/** Deletes tags; 0 when it is on its way, or a code. */
export function deleteTags(names: string[], answer?: Answer): number {
  return request("deviceinfo/delete", names.map((attrKey) => ({ attrKey })), answer);
}

/** Asks for tags; 0 when it is on its way, or a code. `answer` is called with the platform's data. */
export function getTags(names: string[], answer: Answer): number {
  return request("deviceinfo/get", { attrKeys: names }, answer);
}
