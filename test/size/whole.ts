// A device on MQTT with every feature of the app API and a thing model: what all of Linkino takes in an image
// (test/size/features.test.ts). The functions are only named, so that it is Linkino that is measured and not an app.
import {
  batch, broadcast, deleteDesired, deleteShadow, deleteTags, event, followDesired, getConfig, getDesired, getShadow, getTags,
  history, keep, log, now, onCode, onConfig, onRaw, onShadow, post, property, publish, report, rrpc, sendRaw, service, setTags,
  start, subscribe, updateShadow, useLog, useModel, useReadings, useTime,
} from "linkino";

let power = 0;

useModel((part) => (part ? {} : { power: [8, 0, 1] }));
property("power", () => power, (value) => { power = value; });
(global as any).app = [
  batch, broadcast, deleteDesired, deleteShadow, deleteTags, event, followDesired, getConfig, getDesired, getShadow, getTags,
  history, keep, log, now, onCode, onConfig, onRaw, onShadow, post, publish, report, rrpc, sendRaw, service, setTags,
  subscribe, updateShadow, useLog, useReadings, useTime,
];

start();
