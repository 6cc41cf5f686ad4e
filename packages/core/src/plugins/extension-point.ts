import type { CallbackV1 } from '../contracts/callback/v1.js';
import type { CheckpointStoreV1 } from '../contracts/checkpoint-store/v1.js';
import type { Episode } from '../contracts/data-source/episode.js';
import type { DataSourceV1 } from '../contracts/data-source/v1.js';
import type { EnvironmentV1 } from '../contracts/environment/v1.js';
import type { MetricSinkV1 } from '../contracts/metric-sink/v1.js';
import type { PolicyOptimizerV1 } from '../contracts/policy-optimizer/v1.js';
import type { PreferenceGathererV1 } from '../contracts/preference-gatherer/v1.js';
import type { PreferenceV1 } from '../contracts/preference/v1.js';
import type { QueryStrategyV1 } from '../contracts/query-strategy/v1.js';
import type { RewardModelV1 } from '../contracts/reward-model/v1.js';
import type { RewardOptimizerV1 } from '../contracts/reward-optimizer/v1.js';
import type { SpaceValue } from '../contracts/space/v1.js';
import type { TextEncoderV1 } from '../contracts/text-encoder/v1.js';
import type { TrustRegionV1 } from '../contracts/trust-region/v1.js';

/** A place where plugins add implementations. The token carries the type of what is made there. */
export interface ExtensionPoint<T> {
  /** Kebab-case, as configurations name it: `trust-region`. */
  readonly id: string;
  /** The version of the contract: `v1`. */
  readonly version: `v${number}`;
  /** `Symbol.for('minorant/trust-region@1')`: two copies of core still meet. */
  readonly token: symbol;
  /** Only for the type checker. */
  readonly type?: T;
}

/** Makes an extension point; two calls with the same id and version give equal tokens. */
export function createExtensionPoint<T>(id: string, version: `v${number}` = 'v1'): ExtensionPoint<T> {
  return { id, version, token: Symbol.for(`minorant/${id}@${version.slice(1)}`) };
}

/** The extension points that Minorant itself uses. */
export const extensionPoints = {
  environment: createExtensionPoint<EnvironmentV1<SpaceValue>>('environment'),
  dataSource: createExtensionPoint<DataSourceV1<Episode>>('data-source'),
  rewardModel: createExtensionPoint<RewardModelV1>('reward-model'),
  policyOptimizer: createExtensionPoint<PolicyOptimizerV1>('policy-optimizer'),
  trustRegion: createExtensionPoint<TrustRegionV1>('trust-region'),
  rewardOptimizer: createExtensionPoint<RewardOptimizerV1>('reward-optimizer'),
  metricSink: createExtensionPoint<MetricSinkV1>('metric-sink'),
  checkpointStore: createExtensionPoint<CheckpointStoreV1>('checkpoint-store'),
  callback: createExtensionPoint<CallbackV1>('callback'),
  preferenceSource: createExtensionPoint<DataSourceV1<PreferenceV1>>('preference-source'),
  preferenceGatherer: createExtensionPoint<PreferenceGathererV1>('preference-gatherer'),
  queryStrategy: createExtensionPoint<QueryStrategyV1>('query-strategy'),
  textEncoder: createExtensionPoint<TextEncoderV1>('text-encoder'),
} as const;
