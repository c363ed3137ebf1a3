export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/bills/index',
    'pages/claims/index',
    'pages/me/index',
    'pages/welcome/index',
    'pages/sign-in/index',
    'pages/binding/index',
    'pages/status/index',
    'pages/bill/index',
  ],
  subPackages: [
    {
      root: 'packages/apply',
      pages: ['tasks/index', 'bills/index', 'paper/index', 'payee/index', 'check/index', 'claim/index'],
    },
    { root: 'packages/estimate', pages: ['ask/index'] },
    {
      root: 'packages/proxy',
      pages: ['mandates/index', 'clients/index', 'client/index', 'add/index', 'sheet/index'],
    },
    { root: 'packages/messages', pages: ['list/index'] },
    { root: 'packages/staff', pages: ['queue/index', 'desk-me/index'] },
  ],
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  // Taro's H5 router hides the page that is left when its slide ends, even when it has been come back to: a blank page.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  window: {
    navigationBarTitleText: '医救通',
    navigationBarBackgroundColor: '#F7F7F5',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F7F7F5',
    backgroundTextStyle: 'dark',
    // On H5 the page draws its own title: Taro's bar has a back button that no keyboard can reach.
    ...(process.env.TARO_ENV === 'h5' ? { navigationStyle: 'custom' as const } : {}),
  },
  tabBar: {
    color: '#5C625E',
    selectedColor: '#0A6B45',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [
      {
        pagePath: 'pages/home/index',
        text: '首页',
        iconPath: 'icons/home.png',
        selectedIconPath: 'icons/home-on.png',
      },
      {
        pagePath: 'pages/bills/index',
        text: '账单',
        iconPath: 'icons/bills.png',
        selectedIconPath: 'icons/bills-on.png',
      },
      {
        pagePath: 'pages/claims/index',
        text: '申请',
        iconPath: 'icons/claims.png',
        selectedIconPath: 'icons/claims-on.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'icons/me.png',
        selectedIconPath: 'icons/me-on.png',
      },
    ],
  },
});
