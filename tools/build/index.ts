// The build of images: type check, bundle, lower, minify, guard, manifest. `linkino build` is a thin layer above this.

export { lowerScript } from "./script.ts";
