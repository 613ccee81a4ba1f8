// TSL files as the console exports them, with the entries that the platform generates, after the examples of the SDKs
// and of the documents: their structure and types, with keys and names of our own.

const TYPES = {
  bool: { type: "bool", specs: { 0: "关", 1: "开" } },
  percent: { type: "int", specs: { min: "0", max: "100", step: "1", unit: "%", unitName: "百分比" } },
  count: { type: "int", specs: { min: "0", max: "99999", step: "1" } },
  heat: { type: "float", specs: { min: "-40.5", max: "120", step: "0.1", unit: "°C", unitName: "摄氏度" } },
  degree: { type: "double", specs: { min: "-180", max: "180", step: "0.01", unit: "°" } },
  mode: { type: "enum", specs: { 0: "手动", 1: "阅读", 2: "影院" } },
  system: { type: "enum", specs: { 1: "WGS_84", 2: "GCJ_02", 9: "other" } },
  text: { type: "text", specs: { length: "32" } },
  date: { type: "date", specs: {} },
};

interface Item {
  identifier: string;
  name: string;
  dataType: object;
}

const item = (identifier: string, dataType: object): Item => ({ identifier, name: `名称 ${identifier}`, dataType });
const struct = (...members: Item[]) => ({ type: "struct", specs: members });
const array = (size: string, inner: object) => ({ type: "array", specs: { size, item: inner } });
const place = struct(item("lon", TYPES.degree), item("sys", TYPES.system), item("123123", TYPES.count));

/** A property; `access` is "r", "w" or "rw". */
export const property = (identifier: string, dataType: object, access = "rw") => ({
  ...item(identifier, dataType), accessMode: access, required: false,
});
export const event = (identifier: string, ...outputs: Item[]) => ({
  identifier, name: identifier, type: "alert", required: false, method: `thing.event.${identifier}.post`, outputData: outputs,
});
export const service = (identifier: string, inputs: Item[], outputs: Item[], callType = "async") => ({
  identifier, name: identifier, required: false, callType, method: `thing.service.${identifier}`,
  inputData: inputs, outputData: outputs,
});

type Property = ReturnType<typeof property>;

/** A file of the console: what is defined, and what the platform generates from that. */
export function exported(properties: Property[], events: object[] = [], services: object[] = [], more: object = {}) {
  const plain = (of: Property[]) => of.map(({ identifier, name, dataType }) => ({ identifier, name, dataType }));
  const readable = properties.filter(({ accessMode }) => accessMode !== "w");
  const writable = properties.filter(({ accessMode }) => accessMode !== "r");
  const common = { required: true, callType: "async" };
  return {
    schema: "https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json",
    profile: { version: "1.0", productKey: "a1X2bEnP82z" },
    properties,
    events: [
      { identifier: "post", name: "post", type: "info", required: true, desc: "属性上报", method: "thing.event.property.post", outputData: plain(readable) },
      ...events,
    ],
    services: [
      { identifier: "set", name: "set", ...common, desc: "属性设置", method: "thing.service.property.set", inputData: plain(writable), outputData: [] },
      { identifier: "get", name: "get", ...common, desc: "属性获取", method: "thing.service.property.get", inputData: readable.map(({ identifier }) => identifier), outputData: plain(readable) },
      ...services,
    ],
    ...more,
  };
}

/** By what they are like. */
export const SAMPLES = {
  "the demonstration of the C SDK": exported(
    [property("Relay", TYPES.bool), property("Runs", TYPES.count, "r")],
    [event("Broken", item("Part", TYPES.mode))],
    [service("Sum_Up", [item("A", TYPES.count), item("B", TYPES.count)], [item("Sum", TYPES.count)], "sync")],
  ),
  "the lamp of the older C SDK": exported(
    [
      property("Lit", TYPES.bool), property("Band", TYPES.text), property("Level", TYPES.percent),
      property("Colour", struct(item("Red", TYPES.count), item("Green", TYPES.count))),
      property("Shade", struct(item("Hue", TYPES.degree))), property("Scene", TYPES.mode),
    ],
    [event("Fault", item("Code", { type: "enum", specs: { 0: "恢复正常" } }))],
  ),
  "a sensor without anything to set": exported([property("Heat", TYPES.heat, "r"), property("Place", place, "r")]),
  "the documents' table of types": exported(
    [
      property("since", TYPES.date), property("tags", array("3", TYPES.text)), property("trace", array("128", place)),
      property("code", TYPES.text, "w"),
    ],
    [event("arrived", item("at", TYPES.date), item("where", place))],
    [service("drive", [item("to", place), item("time", TYPES.date)], []), service("stop", [], [item("value", TYPES.bool)])],
  ),
  "a module": exported([property("NightLight", TYPES.bool)], [event("Night", item("on", TYPES.bool))], [], {
    functionBlockId: "extra_block", functionBlockName: "附加模块",
  }),
  "a file without anything": exported([]),
};
