// Types of the thing model, which the file that `linkino model gen` writes fills in: without it any identifier and any value
// goes. All of it is exported from "linkino".

/** The product's thing model: `properties`, `events` and `services` by identifier. Empty until a generated file adds to it. */
export interface Model {}

type Shape<T> = { [identifier: string]: T };
/** `access`: "r" only reported, "w" only set. */
type PropertyShape = { value: any; access: "r" | "w" | "rw" | "any" };
type ServiceShape = { input: any; output: any };
type Properties = Model extends { properties: infer P extends Shape<PropertyShape> } ? P : Shape<{ value: any; access: "any" }>;
type Events = Model extends { events: infer E extends Shape<any> } ? E : Shape<any>;
type Services = Model extends { services: infer S extends Shape<ServiceShape> } ? S : Shape<ServiceShape>;

/** Identifiers of properties. */
export type PropertyName = Extract<keyof Properties, string>;

/** The value of a property: a number, 0 or 1 for a bool, the keys of an enum, text, digits for a date, an object, a list. */
export type PropertyValueOf<K extends PropertyName> = Properties[K]["value"];

type AccessOf<K extends PropertyName> = Properties[K]["access"];

/** Identifiers of the properties that may be reported. */
export type ReportedName = { [K in PropertyName]: AccessOf<K> extends "w" ? never : K }[PropertyName];

/** What property() takes behind the identifier: what may be read needs a `get`, what may be written a `set`. */
export type Accessors<K extends PropertyName> =
  AccessOf<K> extends "r" ? [get: () => PropertyValueOf<K>]
  : AccessOf<K> extends "w" ? [get: undefined, set: (value: PropertyValueOf<K>) => void]
  : AccessOf<K> extends "rw" ? [get: () => PropertyValueOf<K>, set: (value: PropertyValueOf<K>) => void]
  : [get?: () => any, set?: (value: any) => void];

/** Identifiers of events. */
export type EventName = Extract<keyof Events, string>;

/** The output parameters of an event. */
export type EventOutput<E extends EventName> = Events[E];

/** Identifiers of services. */
export type ServiceName = Extract<keyof Services, string>;

/** The input parameters of a service: the platform passes on what the caller gave, so that each may be missing. */
export type ServiceInput<S extends ServiceName> = Services[S]["input"];

/** The output parameters of a service. */
export type ServiceOutput<S extends ServiceName> = Services[S]["output"];
