export default definePageConfig({ navigationBarTitleText: '认证身份' });
