export type * from './snapshot/v1.js';
export type * from './space/v1.js';
export type * from './environment/v1.js';
export type * from './tabular/v1.js';
export type * from './data-source/v1.js';
export type * from './data-source/episode.js';
export type * from './reward-model/v1.js';
export type * from './trust-region/v1.js';
export type * from './policy-optimizer/v1.js';
export type * from './reward-optimizer/v1.js';
export type * from './metric-sink/v1.js';
export type * from './callback/v1.js';
export type * from './checkpoint-store/v1.js';
export type * from './preference/v1.js';
export type * from './preference-gatherer/v1.js';
export type * from './query-strategy/v1.js';
export type * from './text-encoder/v1.js';

// The newest version of each contract under its plain name.
export type { CallbackV1 as Callback } from './callback/v1.js';
export type { CheckpointStoreV1 as CheckpointStore } from './checkpoint-store/v1.js';
export type { DataSourceV1 as DataSource } from './data-source/v1.js';
export type {
  EnvironmentV1 as Environment,
  VectorEnvironmentV1 as VectorEnvironment,
} from './environment/v1.js';
export type { MetricSinkV1 as MetricSink } from './metric-sink/v1.js';
export type { PolicyOptimizerV1 as PolicyOptimizer } from './policy-optimizer/v1.js';
export type { RewardModelV1 as RewardModel } from './reward-model/v1.js';
export type { RewardOptimizerV1 as RewardOptimizer } from './reward-optimizer/v1.js';
export type { TrustRegionV1 as TrustRegion } from './trust-region/v1.js';
export type {
  TabularEnvironmentV1 as TabularEnvironment,
  TabularMdpV1 as TabularMdp,
  TabularTransitionsV1 as TabularTransitions,
} from './tabular/v1.js';
export type {
  PreferenceCandidateV1 as PreferenceCandidate,
  PreferenceV1 as Preference,
} from './preference/v1.js';
export type {
  PreferenceGathererV1 as PreferenceGatherer,
  PreferenceQueryV1 as PreferenceQuery,
} from './preference-gatherer/v1.js';
export type { QueryPoolV1 as QueryPool, QueryStrategyV1 as QueryStrategy } from './query-strategy/v1.js';
export type { TextEncoderV1 as TextEncoder } from './text-encoder/v1.js';
