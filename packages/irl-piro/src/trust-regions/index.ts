import { adaptiveL2 } from './adaptive-l2.js';
import { earlyStop } from './early-stop.js';
import { fixedL2 } from './fixed-l2.js';
import { lineSearch } from './line-search.js';
import { linearBound } from './linear-bound.js';
import { noTrustRegion } from './no-trust-region.js';
import { quadraticBound } from './quadratic-bound.js';

export { AdaptiveL2, type AdaptiveL2Options } from './adaptive-l2.js';
export { EarlyStop } from './early-stop.js';
export { FixedL2 } from './fixed-l2.js';
export { LineSearch } from './line-search.js';
export { LinearBound } from './linear-bound.js';
export { NoTrustRegion } from './no-trust-region.js';
export { QuadraticBound } from './quadratic-bound.js';
export { TrustRegionBase } from './trust-region-base.js';

/** Every trust region of this package, as the plugin registers them. */
export const trustRegions = [
  adaptiveL2,
  fixedL2,
  quadraticBound,
  linearBound,
  earlyStop,
  lineSearch,
  noTrustRegion,
] as const;
