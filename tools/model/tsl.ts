// What a TSL file (物模型, the console's export or written by hand) says, in the form that the generator works on.

/** A data type with what its specs say; where they say nothing, nothing stands here. */
export interface DataType {
  type: TypeName;
  min?: number;
  max?: number;
  /** Of bool and enum: what the values mean. */
  names?: Map<number, string>;
  /** The most bytes of a text, the most items of an array. */
  most?: number;
  members?: Parameter[];
  item?: DataType;
  unit?: string;
}

export interface Parameter {
  identifier: string;
  name?: string;
  dataType: DataType;
}

export interface Property extends Parameter {
  access: "r" | "w" | "rw";
}

export interface Event {
  identifier: string;
  name?: string;
  outputs: Parameter[];
}

export interface Service {
  identifier: string;
  name?: string;
  call: "async" | "sync";
  inputs: Parameter[];
  outputs: Parameter[];
}

/** The functions of a product, those of modules as `block:identifier`, in the order of the file. */
export interface Model {
  properties: Property[];
  events: Event[];
  services: Service[];
}

export const TYPES = ["int", "float", "double", "bool", "enum", "text", "date", "struct", "array"] as const;
export type TypeName = (typeof TYPES)[number];

/** Which types may stand in a struct, and as the items of an array. */
export const IN_STRUCT: readonly TypeName[] = ["int", "float", "double", "bool", "enum", "text", "date"];
export const IN_ARRAY: readonly TypeName[] = ["int", "float", "double", "text", "struct"];

/** The words that the platform keeps for itself as identifiers of functions. */
export const RESERVED = ["set", "get", "post", "property", "event", "time", "value"];

// Help: Limits; Data formats.
export const IDENTIFIER_MAX = 50;
export const BLOCK_ID_MAX = 30;
export const FUNCTIONS_MAX = 300;
export const PARAMETERS_MAX = 100;
export const MEMBERS_MAX = 50;
export const ENUM_MAX = 100;
export const MODULES_MAX = 200;
export const TEXT_MAX_BYTES = 10_240;
export const ARRAY_MAX_ITEMS = 512;
export const FILE_MAX_BYTES = 512 * 1024;
/** Without the blanks between. */
export const CONTENT_MAX_BYTES = 256 * 1024;
export const INT_MIN = -(2 ** 31);
export const INT_MAX = 2 ** 31 - 1;
export const FLOAT_MAX = 3.4028234663852886e38;
