export default definePageConfig({ navigationBarTitleText: '医救通' });
