// A module `Wifi` for interpreters that have none (the Linux build): a Storage file of that name, which
// `require` finds. It stands for a network that is always there: `connect` succeeds at once, with the events
// in the firmware's order. Plain ES5 as the interpreter wants it; nothing else is ever added to a board by
// the bench.

/** Name of the Storage file. */
export const WIFI_MODULE_NAME = "Wifi";

/** Its content. */
export const WIFI_MODULE = `var w=exports,up=0,a={ip:"127.0.0.1",netmask:"255.0.0.0",gw:"127.0.0.1"};
w.connect=function(ssid,options,callback){setTimeout(function(){up=1;
w.emit("associated",{ssid:ssid,mac:"",channel:"1"});
if(callback)callback(null);w.emit("connected",a);},10);};
w.disconnect=function(callback){
if(up)w.emit("disconnected",{ssid:"",mac:"",reason:"8",msg:"ASSOC_LEAVE"});
up=0;if(callback)setTimeout(callback,1);};
w.getStatus=function(){return{station:up?"connected":"off"};};
w.getIP=function(){return up?a:{ip:"0.0.0.0"};};
w.setHostname=function(){};w.setConfig=function(){};
w.stopAP=function(callback){if(callback)setTimeout(callback,1);};
`;
