// What runs in a page too: arithmetic on arrays, and of @minorant/core nothing but its errors.
export { AdaptivePenalty, type AdaptivePenaltyOptions } from './adaptive-penalty.js';
export { linearConstant, quadraticConstant } from './bounds.js';
export { demonstratedProblem } from './demonstrated-problem.js';
export type { ExactPenalty, PenaltyContext } from './exact-penalty.js';
export { linearReward, rewardTable, tabularReward, type ExactReward } from './exact-reward.js';
export { expectedReturn, greedyPolicy, type ExpectedReturnOptions } from './expected-return.js';
export { evaluateReward, surrogate, type ExactEvaluation, type ExactProblem } from './likelihood.js';
export { linearPenalty } from './linear-penalty.js';
export { MaxEntIrl, type MaxEntIrlOptions } from './max-ent-irl.js';
export { occupancyMeasure, stateOccupancy, type OccupancyOptions } from './occupancy-measure.js';
export { quadraticPenalty } from './quadratic-penalty.js';
export {
  softValueIteration,
  type SoftOptimum,
  type SoftValueIterationOptions,
} from './soft-value-iteration.js';
export { sampleTrajectory, type Trajectory } from './trajectory.js';
export { Trro, type TrroIteration, type TrroParts } from './trro.js';
export { trroStep, type TrroStep } from './trro-step.js';
export { correlation } from './vectors.js';
export { VerifiedPenalty, type VerifiedPenaltyOptions } from './verified-penalty.js';
