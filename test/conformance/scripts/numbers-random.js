// 50 ms
print(E.hwRand(), E.hwRand(), E.hwRand());
print(Math.random(), Math.random());
E.srand(1234567);
print(E.hwRand(), Math.random(), Math.randInt(100), Math.randInt(6));
E.srand(-1);
print(E.hwRand(), E.hwRand());
E.srand(0xdeadbeef);
print(Math.randInt(), Math.randInt(0));
E.srand(1);
print(E.hwRand(), E.hwRand(), E.hwRand(), E.hwRand());
