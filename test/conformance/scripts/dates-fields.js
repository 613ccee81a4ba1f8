// 50 ms
const d = new Date(2024, 1, 29, 13, 45, 30, 250);
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
print(d.getTime(), d.valueOf(), +d, d - new Date(2024, 0, 1), d > new Date(2023, 0));
print(d.toISOString(), d.toString(), d.toUTCString(), JSON.stringify({ d }), `${d}`, d + "");
for (const args of [
  [2024, 0],
  [2024, 0, 1],
  [2023, 1, 29],
  [2024, 12, 1],
  [2024, 0, 0],
  [2024, -1, 1],
  [99, 0],
  [1970, 0, 1],
  [2038, 0, 19, 3, 14, 8],
  [2000, 1, 29, 25, 61, 61],
]) {
  print(
    args,
    new Date(
      args[0],
      args[1],
      args[2] === undefined ? 1 : args[2],
      args[3] || 0,
      args[4] || 0,
      args[5] || 0,
    ).toISOString(),
  );
}
for (const ms of [0, 1, -1, 86399999, 86400000, 951782400000, 1709164800000, 4102444800000, 1e12 + 0.5])
  print(ms, new Date(ms).toISOString(), new Date(ms).getDay());
d.setFullYear(2025);
print(d.toISOString());
d.setMonth(0, 31);
d.setMonth(1);
print(d.toISOString());
d.setDate(0);
print(d.toISOString());
d.setHours(0, 0, 0, 0);
d.setMinutes(90);
d.setSeconds(-1);
d.setMilliseconds(1500);
print(d.toISOString(), d.setTime(1000), d.toISOString());
const week = (x) => ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][x.getDay()];
print([0, 1, 2, 3].map((n) => week(new Date(2024, 5, 10 + n))).join());
const pad = (n) => ("0" + n).slice(-2);
const stamp = (x) =>
  `${x.getFullYear()}-${pad(x.getMonth() + 1)}-${pad(x.getDate())} ${pad(x.getHours())}:${pad(x.getMinutes())}`;
print(stamp(new Date(2024, 0, 5, 7, 8)), new Date(2024, 1, 0).getDate(), new Date(2023, 2, 0).getDate());
print(
  typeof Date.now(),
  Math.abs(Date.now() - new Date().getTime()) < 1000,
  new Date() instanceof Date,
  typeof Date(),
  typeof new Date(),
);
E.setTimeZone(5.5);
print(
  new Date(0).toString(),
  new Date(0).getHours(),
  new Date(0).getTimezoneOffset(),
  new Date(1970, 0, 1).getTime(),
  new Date(0).getUTCHours(),
);
E.setTimeZone(0);
// prints:
// | 2024 1 29 4 13 45 30 250
// | 1709214330250 1709214330250 1709214330250 5147130250 true
// | 2024-02-29T13:45:30.250Z Thu Feb 29 2024 13:45:30 GMT+0000 Thu, 29 Feb 2024 13:45:30 GMT {"d":"2024-02-29T13:45:30.250Z"} 1709214330250 1709214330250
// | [ 2024, 0 ] 2024-01-01T00:00:00.000Z
// | [ 2024, 0, 1 ] 2024-01-01T00:00:00.000Z
// | [ 2023, 1, 29 ] 2023-03-01T00:00:00.000Z
// | [ 2024, 12, 1 ] 2025-01-01T00:00:00.000Z
// | [ 2024, 0, 0 ] 2023-12-31T00:00:00.000Z
// | [ 2024, -1, 1 ] 2023-12-01T00:00:00.000Z
// | [ 99, 0 ] 99-01-01T00:00:00.000Z
// | [ 1970, 0, 1 ] 1970-01-01T00:00:00.000Z
// | [ 2038, 0, 19, 3, 14, 8 ] 2038-01-19T03:14:08.000Z
// | [ 2000, 1, 29, 25, 61, 61 ] 2000-03-01T02:02:01.000Z
// | 0 1970-01-01T00:00:00.000Z 4
// | 1 1970-01-01T00:00:00.001Z 4
// | -1 1969-12-31T23:59:59.999Z 3
// | 86399999 1970-01-01T23:59:59.999Z 4
// | 86400000 1970-01-02T00:00:00.000Z 5
// | 951782400000 2000-02-29T00:00:00.000Z 2
// | 1709164800000 2024-02-29T00:00:00.000Z 4
// | 4102444800000 2100-01-01T00:00:00.000Z 5
// | 1000000000000.5 2001-09-09T01:46:40.000Z 0
// | 2025-03-01T13:45:30.250Z
// | 2025-03-03T13:45:30.250Z
// | 2025-02-28T13:45:30.250Z
// | 2025-02-28T01:30:00.500Z 1000 1970-01-01T00:00:01.000Z
// | Mon,Tue,Wed,Thu
// | 2024-01-05 07:08 31 28
// | number true true object object
// | Thu Jan 1 1970 05:30:00 GMT+0530 5 -330 -19800000 0
