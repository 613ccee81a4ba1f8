// The task watchdog of the chips: reboots the board when nobody has kicked it for the time that was set. In
// automatic mode every pass of the idle loop kicks it.

const SECOND_US = 1000000;

/** The watchdog of one boot; asleep until it is started. All times are microseconds of the clock. */
export class Watchdog {
  private afterUs = Infinity;
  private kickedUs = 0;
  /** True while every pass kicks it. */
  isAuto = false;

  /** Starts it; the firmware counts whole seconds, one at least. */
  start(seconds: number, auto: boolean, nowUs: number): void {
    this.afterUs = Math.max(1, Math.round(seconds)) * SECOND_US;
    this.isAuto = auto;
    this.kickedUs = nowUs;
  }

  /** Somebody is alive. */
  kick(nowUs: number): void {
    this.kickedUs = nowUs;
  }

  /** How long until it bites; Infinity while it is asleep, 0 when its time is over. */
  leftUs(nowUs: number): number {
    return Math.max(0, this.kickedUs + this.afterUs - nowUs);
  }
}
