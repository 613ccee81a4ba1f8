// The build of images: type check, bundle, lower, minify, guard, manifest. `linkino build` is a thin layer
// above this.

export { boardIds, loadBoard, type Board } from "./board.ts";
export { buildImage, type BuildOptions, type Built } from "./image.ts";
export { formatReport, type Manifest, type Tls } from "./manifest.ts";
export { BuildFailure, formatProblem, type Problem } from "./problem.ts";
export { lowerScript } from "./script.ts";
