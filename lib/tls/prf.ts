// The pseudo-random function of TLS 1.2 with SHA-256, which all suites of ours use (RFC 5246 section 5), and the
// secrets that are made with it (sections 6.3 and 8.1; RFC 7627 section 4). All are byte strings.
import { prepareHmac } from "../sign/hmac.ts";
import { crypto, sha256, toBytes } from "./native.ts";

/** The first `lenBytes` bytes of PRF(secret, label, seed). */
export function prf(secret: string, label: string, seed: string, lenBytes: number): string {
  const mac = prepareHmac<any>(crypto.SHA256 as any, secret.length > 64 ? sha256(secret) : secret);
  label += seed;
  let a: any = label;
  let out = "";
  while (out.length < lenBytes) {
    a = mac(a);
    out += toBytes(mac([a, label] as any));
  }
  return out.substr(0, lenBytes);
}
