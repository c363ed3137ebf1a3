import path from 'node:path';

import { ariaAttributes } from './table';

type Platform = {
  runtimePath: string | string[];
  /** Absent where there is no template to extend: H5 writes attributes straight into the DOM. */
  template?: { mergeComponents: (ctx: PluginContext, patch: typeof ariaAttributes) => void };
};

type PluginContext = {
  registerMethod: (hook: { name: string; fn: (platform: Platform) => void }) => void;
};

/** Build half: writes the aria attributes into base.wxml, and hands the run-time half to the bundle. */
export default function aria(ctx: PluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return;
      platform.template.mergeComponents(ctx, ariaAttributes);
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'runtime.ts')].flat();
    },
  });
}
