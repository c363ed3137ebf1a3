import path from 'node:path';

import { defineConfig } from '@tarojs/cli';

const root = path.resolve(__dirname, '..');
const platform = process.env.TARO_ENV ?? 'weapp';
/** Babel must also see what lives outside src: the plugin's run-time half, our own rules, packages for newer phones. */
const compile = {
  include: [
    (file: string) => file.startsWith(path.join(root, 'plugin')),
    (file: string) => file.startsWith(path.resolve(root, '../shared/src')),
    (file: string) => /[\\/](@noble[\\/]hashes|uqr)[\\/]/.test(file),
  ],
};

/** H5 asks the origin that served it. A mini-program has none: TARO_APP_API names the server, else one that cannot exist. */
const apiOrigin = process.env.TARO_APP_API ?? (platform === 'h5' ? '' : 'https://api.yijiutong.example');

export default defineConfig({
  projectName: 'yijiutong',
  date: '2026-11-21',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // The cache pack does not resolve Taro's loaders under pnpm and would warn on every build.
  cache: { enable: false },
  plugins: [path.join(root, 'plugin/aria')],
  defineConstants: {
    API_ORIGIN: JSON.stringify(apiOrigin),
  },
  copy: { patterns: [], options: {} },
  mini: {
    compile,
    optimizeMainPackage: { enable: true },
    // WeUI is drawn in px, and care mode scales text by a variable: rpx would scale it twice.
    postcss: { pxtransform: { enable: false, config: {} } },
  },
  h5: {
    compile,
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    webpackChain(chain) {
      // Two pieces: the main pages, which open without a network from the first load on, and the subpackages behind them.
      chain.optimization.delete('splitChunks').set('splitChunks', false);
      chain.module
        .rule('latePages')
        .test(/app\.config\.ts$/)
        .use('latePages')
        .loader(path.join(root, 'config/late-pages.cjs'));
      chain.performance.hints(false);
    },
    useHtmlComponents: false,
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      pxtransform: { enable: false, config: {} },
    },
  },
});
