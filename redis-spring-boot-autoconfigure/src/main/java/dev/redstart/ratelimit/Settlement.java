package dev.redstart.ratelimit;

import dev.redstart.ratelimit.RequestRule.Claim;
import java.util.List;

/** Gives back, when a request has been answered, what limits on failures only don't keep. */
final class Settlement {

  private final RateLimits limits;
  private final List<Claim> claims;
  private final List<Verdict> verdicts;

  Settlement(RateLimits limits, List<Claim> claims, List<Verdict> verdicts) {
    this.limits = limits;
    this.claims = claims;
    this.verdicts = verdicts;
  }

  void settle(int status) {
    for (int i = 0; i < verdicts.size(); i++) {
      if (!claims.get(i).rule().counts(status)) {
        var unused = limits.giveBack(verdicts.get(i));
      }
    }
  }
}
