// 20 ms, standard
const a = 1
const b = 2
let c = a
+ b
print(c)
function f() {
  return
  5
}
print(f())
let d = 3
let e = d
++d
print(d, e)
var i = 0
for (i = 0; i < 3; i++) {}
print(i)
const o = {
  x: 1
  , y: 2
}
print(o.x + o.y)
const g = () => {
  return {
    v: 1,
  }
}
print(g().v)
if (a) print("then")
else print("else")
do print("once"); while (false) print("after do")
const list = ["x", "y"]
;[1, 2].forEach((n) => print(n, list[n - 1]))
;(function () {
  print("iife")
})()
const h = function () {
  return "h"
}
print(h())
var s = "a\
b"
print(s, s.length)
throwing: {
  break throwing
}
let t = a ?
  "yes" :
  "no"
print(t)
print(typeof
  t)
const neg = - -1
print(neg, - - - 1, + +"2", !!"x", ~~3.7, -(-0.5))
var x1 = 1, y1 = x1
  , z1 = y1 + x1
print(z1)
{ print("block") }
{
  { ; ; }
}
;;;
if (0); else print("empty then")
while (i-- > 0);
print(i)
// prints:
// | 3
// | undefined
// | 4 3
// | 3
// | 3
// | 1
// | then
// | once
// | after do
// | 1 x
// | 2 y
// | iife
// | h
// | ab 2
// | yes
// | string
// | 1 -1 2 true 3 0.5
// | 2
// | block
// | empty then
// | -1
