// Second step of the command, on a Node that is new enough: makes TypeScript readable and runs linkino.ts.

import { register } from "tsx/esm/api";

// Without this the tsconfig.json of the user's folder would decide how our sources are read.
register({ tsconfig: `${import.meta.dirname}/../tsconfig.json` });

const { main } = await import("./linkino.ts");
await main(process.argv.slice(2));
