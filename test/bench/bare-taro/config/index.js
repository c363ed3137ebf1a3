import { env } from 'node:process';

// The least that Taro needs, built with the same settings as the app it is held beside.
const platform = env.TARO_ENV ?? 'weapp';

export default {
  projectName: 'bare-taro',
  date: '2026-11-21',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  mini: { optimizeMainPackage: { enable: true } },
  h5: { publicPath: './', router: { mode: 'hash' }, useHtmlComponents: false },
};
