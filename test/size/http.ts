// The smallest device that reports by HTTPS: what it costs is the cost of that link (test/size/http.test.ts).
import { reportHttp, startHttp } from "linkino";

startHttp(() => reportHttp({ power: 1 }));
