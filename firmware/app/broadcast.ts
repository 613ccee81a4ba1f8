// Broadcasts to the devices of a product (help: PubBroadcast).
import { route } from "./routes.ts";

/** Hears what is said to all devices of the product, or with `name` to those that listen to that one. */
export function broadcast(run: (payload: string) => void, name?: string): void {
  route(name ? "/broadcast/^/" + name : "/sys/~/broadcast/request/+", (payload) => run(payload));
}
