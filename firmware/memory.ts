// The interpreter frees what holds itself, such as a function and the variables around it, only when it runs out of
// JsVars. Where that happens deep inside of calls there may be too little stack for it, and the board restarts for want of
// memory that it has (measured on Espruino 2v29 with 15,000 bytes of stack). So it is asked to where calls begin.

/** Frees what nobody can reach, and gives the state of the memory. */
export const memory = process.memory;
