// The names that Espruino 2v29 has, by object: whatever else V8 has is taken away. Names that exist on the
// board but are not simulated stay out of these lists and are listed apart, so that using one says so instead
// of being undefined.

/** A list written as one text. */
function words(text: string): string[] {
  return text.split(" ");
}

/** Global names that V8 brings along and Espruino has too. */
export const GLOBAL_KEEP = words(
  "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Date " +
    "Promise RegExp Error ReferenceError SyntaxError TypeError globalThis JSON Math ArrayBuffer " +
    "Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array " +
    "Uint8ClampedArray DataView decodeURIComponent encodeURIComponent eval isFinite isNaN",
);

/** Methods of prototypes that keep V8's own code, or are written anew in this folder. */
export const PROTOTYPE_KEEP: Record<string, readonly string[]> = {
  Object: ["hasOwnProperty", "toString", "valueOf", "__proto__", "constructor"],
  Function: ["apply", "bind", "call", "toString"],
  Array: words(
    "concat every fill filter find findIndex forEach includes indexOf join length map pop push reduce " +
      "reverse shift slice some sort splice toString unshift",
  ),
  String: words(
    "charAt charCodeAt concat endsWith includes indexOf lastIndexOf length match padEnd padStart " +
      "repeat replace replaceAll slice split startsWith substr substring toLowerCase toUpperCase trim " +
      "toString valueOf",
  ),
  Number: ["toFixed", "toString", "valueOf"],
  Boolean: ["toString", "valueOf"],
  RegExp: words("exec test source flags global ignoreCase"),
  ArrayBuffer: ["byteLength"],
  TypedArray: words(
    "buffer byteLength byteOffset every fill filter find findIndex forEach includes indexOf join " +
      "length map reduce reverse set slice some sort subarray toString",
  ),
  DataView: words(
    "getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16 getUint32 getUint8 setFloat32 " +
      "setFloat64 setInt16 setInt32 setInt8 setUint16 setUint32 setUint8 buffer byteLength byteOffset",
  ),
};

/** Functions of constructors and of Math that keep V8's own code. */
export const STATIC_KEEP: Record<string, readonly string[]> = {
  Object: words(
    "assign create defineProperties defineProperty entries fromEntries getOwnPropertyDescriptor " +
      "getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf keys setPrototypeOf values",
  ),
  Math: words(
    "E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min " +
      "pow random round sign sin sqrt tan",
  ),
};

/** Global names of every board that are not simulated. */
export const NOT_SIMULATED = words(
  "AES ArrayBufferView File Graphics I2C I2C1 I2C2 I2C3 LoopbackA LoopbackB OneWire Pin SPI SPI1 " +
    "SPI2 SPI3 Serial Serial1 Serial2 Serial3 Server Socket StorageFile Telnet Uint24Array Waveform " +
    "analogRead analogWrite clearWatch dgramSocket digitalPulse digitalRead digitalWrite dump edit " +
    "getPinMode httpCRq httpCRs httpSRq httpSRs httpSrv peek16 peek8 pinMode poke16 poke32 poke8 save " +
    "setBusyIndicator setSleepIndicator setWatch shiftOut trace url",
);

/** Methods of `E` that are not simulated. */
export const E_NOT_SIMULATED = words(
  "FFT HSBtoRGB asm compiledC connectSDCard decodeUTF8 dumpFragmentation dumpFreeList " +
    "dumpLockedVars dumpStr dumpVariables getAddressOf getAnalogVRef getClock getPowerUsage getSizeOf " +
    "getTemperature internal memoryMap nativeCall openFile pipe setClock setDST unmountSD",
);

/** Modules of the firmware that are not simulated. */
export const MODULES_NOT_SIMULATED = words("timer heatshrink fs dgram http NetworkJS neopixel tensorflow");
