// Topic names of Alibaba Cloud IoT, shared by device and bench (help: Topic; Alink protocol; MQTT dynamic registration).

/** The push that answers a registration of a pre-created name, and of a name that was not pre-created. */
export const REGISTER_TOPIC = "/ext/register";
export const REGNWL_TOPIC = "/ext/regnwl";

export const PROPERTY_POST = "event/property/post";
export const PROPERTY_SET = "service/property/set";
/** The end of the topic that answers another one. */
export const REPLY = "_reply";

/** The beginning of a device's topics of the thing model, with "~" for `${productKey}/${deviceName}`. */
export const THING = "/sys/~/thing/";

/** A thing-model topic of a device: `/sys/${productKey}/${deviceName}/thing/` and one of the names above. */
export function thingTopic(productKey: string, deviceName: string, name: string): string {
  return "/sys/" + productKey + "/" + deviceName + "/thing/" + name;
}
