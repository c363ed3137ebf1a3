export default {
  pages: ['pages/index/index'],
  lazyCodeLoading: 'requiredComponents',
  window: { navigationBarTitleText: '一页' },
};
