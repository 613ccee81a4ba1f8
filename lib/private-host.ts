// Which hosts may be reached without encryption: the machine itself and addresses of private networks
// (RFC 1122 3.2.1.3, RFC 1918, RFC 3927). Holds nothing.

/**
 * Whether `host` is "localhost" or an IPv4 address of 127/8, 10/8, 172.16/12, 192.168/16 or 169.254/16. Any other name
 * may lead anywhere, and so may an address in another form than four decimal numbers: with a leading zero one is octal.
 */
export function isPrivateHost(host: string): boolean {
  const parts = host.split(".");
  const a = +parts[0]!;
  const b = +parts[1]!;
  return host == "localhost" || parts.length == 4 && parts.every((part) => (+part | 0) + "" == part) &&
    (a == 127 || a == 10 || a == 192 && b == 168 || a == 169 && b == 254 || a == 172 && b >> 4 == 1);
}
