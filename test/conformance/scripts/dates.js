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
// prints:
// | Tue Nov 14 2023 22:13:20 GMT+0000 2023-11-14T22:13:20.123Z Tue, 14 Nov 2023 22:13:20 GMT 1700000000123 1700000000123 "2023-11-14T22:13:20.123Z"
// | 2023 10 14 2 22 13 20 123
// | 2024-02-29T12:30:15.500Z 2019-12-31T00:00:00.000Z 2025-02-01T00:00:00.000Z
// | 2011-10-20T14:48:00 1319122080000 1319122080000
// | 2011-10-20 1319068800000 1319068800000
// | 2011-10-20T14:48:00.5Z 1319122080500 1319122080500
// | 2011-10-20T14:48:00+0200 1319114880000 1319114880000
// | 2011-10-20T14:48:00+02:30 1319113080000 1319113080000
// | Mon, 25 Dec 1995 13:30:00 +0430 819882000000 819882000000
// | Aug 9, 1995 807926400000 807926400000
// | Sat, 01 Jan 2000 00:00:00 GMT 946684800000 946684800000
// | garbage 0 0
// |  0 0
// | 2024-03-01T02:01:00.000Z 1738375260000 2025-02-01T02:01:00.000Z 1738288860000 2025-01-31T02:01:00.000Z 5 5
// | Wed Nov 15 2023 06:13:20 GMT+0800 6 -480 2023-11-14T22:13:20.123Z 2023-11-15T06:13:20.123+0800 1704038400000 1704038400000
// | Tue Nov 14 2023 18:43:20 GMT-0330 210 1500 123 1969-12-31T23:59:59.999Z
// = "number true [ "
// |   "ms"
// |  ] 1.5
// | TypeError: Variables of type Object are not supported in date constructor
