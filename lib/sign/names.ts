// Which names, secrets and texts a login can be made of: the platform's limits, and what would break the form
// of the clientId, whose tail is pairs `name=value` separated by "," between two "|".

/** What can be checked; what is missing is not. */
export interface LoginFields {
  productKey?: string;
  deviceName?: string;
  clientId?: string;
  secret?: string;
  timestamp?: string;
  random?: string;
  instanceId?: string;
  extras?: string;
}

function fits(text: string | undefined, minBytes: number, maxBytes: number, form: RegExp): boolean {
  return text === undefined || (text.length >= minBytes && text.length <= maxBytes && form.test(text));
}

/** Whether `text` can be the value of a pair that is followed by others. */
function isValue(text: string | undefined): boolean {
  return fits(text, 1, 64, /^[!-~]+$/) && !/[,|]/.test(text || "");
}

// The interpreter's regular expressions know no range that begins with "." and no `*` that matches nothing at
// the end, and its indexOf finds at the end of a text what only begins like the one sought: hence the last
// character.
function isPair(pair: string): boolean {
  const at = pair.indexOf("=");
  const name = pair.substring(0, at);
  const value = pair.substring(at + 1);
  return at > 0 && /^[A-Za-z0-9_]+$/.test(name) && (!value || /^[ -~]+$/.test(value)) &&
    ",securemode,signmethod,timestamp,authType,random,instanceId,;".indexOf("," + name + ",") < 0;
}

/** The name of the first field that cannot be used, or "" when all can. productKey 1 to 20 letters and
 *  digits; deviceName 4 to 32 of letters, digits and `-_@.:`; clientId 1 to 64 bytes without "|"; secret 1
 *  to 64; timestamp and random 1 to 64 without "," and "|"; extras `name=value` pairs separated by ","
 *  with none of the names that the login itself writes. */
export function findFault(fields: LoginFields): string {
  if (!fits(fields.productKey, 1, 20, /^[A-Za-z0-9]+$/)) return "productKey";
  if (!fits(fields.deviceName, 4, 32, /^[A-Za-z0-9_@.:-]+$/)) return "deviceName";
  if (!fits(fields.clientId, 1, 64, /^[ -{}~\x80-\xff]+$/)) return "clientId";
  if (!fits(fields.secret, 1, 64, /^[!-~]+$/)) return "secret";
  if (!isValue(fields.timestamp)) return "timestamp";
  if (!isValue(fields.random)) return "random";
  if (!fits(fields.instanceId, 1, 64, /^[A-Za-z0-9_-]+$/)) return "instanceId";
  const pairs = fields.extras ? fields.extras.split(",") : [];
  for (let i = 0; i < pairs.length; i++) if (!isPair(pairs[i])) return "extras";
  return "";
}
