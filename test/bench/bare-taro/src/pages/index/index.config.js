export default { navigationBarTitleText: '一页' };
