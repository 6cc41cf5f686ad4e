import { errors } from '../errors.js';
import type { ConfigurationSlot } from '../plugins/component.js';
import { extensionPoints, type ExtensionPoint } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import type { ResolvedConfiguration } from './resolved-configuration.js';
import { algorithmSlots, configurationSlots } from './slots.js';

/**
 * Refuses a choice that neither the algorithm nor another chosen component declares to use. What an algorithm uses that
 * declares nothing shows when the run is put together.
 *
 * @throws MinorantError `MNR_CONFIG_UNUSED`
 */
export function checkDeclaredUses(configuration: ResolvedConfiguration, host: PluginHost): void {
  const { algorithm } = configuration;
  if (!host.get(extensionPoints.rewardOptimizer, algorithm.id).component.uses) return;
  const slots = Object.entries(configurationSlots) as [ConfigurationSlot, ExtensionPoint<unknown>][];
  const used = new Set(
    slots.flatMap(([slot, point]) => {
      const choice = configuration[slot];
      return (choice && host.get(point, choice.id).component.uses) ?? [];
    }),
  );
  for (const key of algorithmSlots) {
    const choice = configuration[key];
    if (choice && !used.has(key))
      throw errors.MNR_CONFIG_UNUSED({ key, component: choice.id, algorithm: algorithm.id });
  }
}
