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
// prints:
// | 2002641757 1519824769 548953282
// | 0.68512640334 0.65661093313
// | 1650510519 0.29918266646 5 1
// | 904313263 1743726336
// | -1719639075 1277949598
// | 18001 324018000 144292944 867746201
