// The host names of the platform's instances (help "Instance endpoints"). The firmware takes its host
// from the settings; these forms are for those who fill the settings in.

const NEW_HOST = ".mqtt.iothub.aliyuncs.com";
/** No document prints it: it was seen in use, as ${instance id}.http.iothub.aliyuncs.com. */
const NEW_HTTP_HOST = ".http.iothub.aliyuncs.com";

/** What host names are made of; an instance that has an id needs nothing else, an old one the other two. */
export interface HostParts {
  productKey?: string;
  /** As "iot-06z00ez08936hvm". */
  instanceId?: string;
  /** As "cn-shanghai". */
  region?: string;
}

/** The MQTT host of an old public instance (旧版公共实例), which has no instance id, or of a new public
 *  (新版公共实例) or Enterprise instance; TypeError when a part is missing. */
export function mqttHost(kind: "old" | "new", parts: HostParts): string {
  if (kind == "new") {
    if (!parts.instanceId) throw new TypeError("instanceId");
    return parts.instanceId + NEW_HOST;
  }
  if (!parts.productKey || !parts.region) throw new TypeError("productKey, region");
  return parts.productKey + ".iot-as-mqtt." + parts.region + ".aliyuncs.com";
}

/** The HTTPS host of an instance, and the host that registers devices by HTTPS, which old instances have apart; TypeError
 *  when a part is missing. */
export function httpHosts(kind: "old" | "new", parts: HostParts): { host: string; register: string } {
  if (kind == "new") {
    if (!parts.instanceId) throw new TypeError("instanceId");
    return { host: parts.instanceId + NEW_HTTP_HOST, register: parts.instanceId + NEW_HTTP_HOST };
  }
  if (!parts.region) throw new TypeError("region");
  const end = "." + parts.region + ".aliyuncs.com";
  return { host: "iot-as-http" + end, register: "iot-auth" + end };
}

/** The instance id that a new host names, or "" when the host is of another form. */
export function instanceIdOf(host: string): string {
  const idBytes = host.length - NEW_HOST.length;
  return idBytes > 0 && host.toLowerCase().substr(idBytes) == NEW_HOST ? host.substr(0, idBytes) : "";
}
