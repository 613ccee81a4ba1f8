// The MQTT host names of the platform's instances (help "Instance endpoints"). The firmware takes its host from the
// settings; these forms are for those who fill the settings in.

const NEW_HOST = ".mqtt.iothub.aliyuncs.com";

/** Host of an old public instance (旧版公共实例), which has no instance id; `region` as "cn-shanghai". */
export function hostOfOldInstance(productKey: string, region: string): string {
  return productKey + ".iot-as-mqtt." + region + ".aliyuncs.com";
}

/** Host of a new public instance (新版公共实例) or an Enterprise instance, by its id as "iot-06z00ez08936hvm". */
export function hostOfInstance(instanceId: string): string {
  return instanceId + NEW_HOST;
}

/** The instance id that a new host names, or "" when the host is of another form. */
export function instanceIdOf(host: string): string {
  const idBytes = host.length - NEW_HOST.length;
  return idBytes > 0 && host.toLowerCase().substr(idBytes) == NEW_HOST ? host.substr(0, idBytes) : "";
}
