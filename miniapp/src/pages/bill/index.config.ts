export default definePageConfig({ navigationBarTitleText: '账单说明' });
