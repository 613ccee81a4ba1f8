// 50 ms
const d = new Date(1700000000123);
print(d.toString(), d.toISOString(), d.toUTCString(), d.getTime(), d.valueOf(), JSON.stringify(d));
print(
  d.getFullYear(),
  d.getMonth(),
  d.getDate(),
  d.getDay(),
  d.getHours(),
  d.getMinutes(),
  d.getSeconds(),
  d.getMilliseconds(),
);
print(
  new Date(2024, 1, 29, 12, 30, 15, 500).toISOString(),
  new Date(2020, 0).toISOString(),
  new Date(2024, 12, 32).toISOString(),
);
for (const text of [
  "2011-10-20T14:48:00",
  "2011-10-20",
  "2011-10-20T14:48:00.5Z",
  "2011-10-20T14:48:00+0200",
  "2011-10-20T14:48:00+02:30",
  "Mon, 25 Dec 1995 13:30:00 +0430",
  "Aug 9, 1995",
  "Sat, 01 Jan 2000 00:00:00 GMT",
  "garbage",
  "",
]) {
  print(text, Date.parse(text), new Date(text).getTime());
}
const e = new Date(0);
e.setFullYear(2024, 1, 29);
e.setHours(25, 61);
print(
  e.toISOString(),
  e.setMonth(13),
  e.toISOString(),
  e.setDate(0),
  e.toISOString(),
  e.setTime(5),
  e.getTime(),
);
E.setTimeZone(8);
print(
  d.toString(),
  d.getHours(),
  d.getTimezoneOffset(),
  d.toISOString(),
  d.toLocalISOString(),
  new Date(2024, 0, 1).getTime(),
  Date.parse("2024-01-01T00:00:00"),
);
E.setTimeZone(-3.5);
print(
  d.toString(),
  d.getTimezoneOffset(),
  new Date(1500) + "",
  d - new Date(1700000000000),
  new Date(-1).toISOString(),
);
print(
  typeof Date.now(),
  Math.abs(Date.now() / 1000 - getTime()) < 1,
  Object.keys(d),
  new Date(1.5).getTime(),
);
try {
  new Date({});
} catch (x) {
  print(x.toString());
}
