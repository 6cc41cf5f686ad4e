import type { ConfigurationSlot } from '../plugins/component.js';
import { extensionPoints, type ExtensionPoint } from '../plugins/extension-point.js';

/** The extension point behind each top-level key of a configuration that names a component. */
export const configurationSlots: Readonly<Record<ConfigurationSlot, ExtensionPoint<unknown>>> = {
  environment: extensionPoints.environment,
  demonstrations: extensionPoints.dataSource,
  algorithm: extensionPoints.rewardOptimizer,
  reward: extensionPoints.rewardModel,
  policy: extensionPoints.policyOptimizer,
  trustRegion: extensionPoints.trustRegion,
  preferences: extensionPoints.preferenceSource,
  gatherer: extensionPoints.preferenceGatherer,
  queryStrategy: extensionPoints.queryStrategy,
  textEncoder: extensionPoints.textEncoder,
};

/** Slots that only an algorithm, or what it is made of, can use. */
export const algorithmSlots: readonly ConfigurationSlot[] = [
  'reward',
  'policy',
  'trustRegion',
  'gatherer',
  'queryStrategy',
  'textEncoder',
];

/** The component that reads a file or folder given as a mere path. */
export const pathComponents: Partial<Readonly<Record<ConfigurationSlot, string>>> = {
  demonstrations: 'minari',
  preferences: 'file',
};

/** The key of a configuration whose components come from an extension point, if there is one. */
export function slotOf(point: ExtensionPoint<unknown>): ConfigurationSlot | undefined {
  const entries = Object.entries(configurationSlots) as [ConfigurationSlot, ExtensionPoint<unknown>][];
  return entries.find(([, { token }]) => token === point.token)?.[0];
}
