/** The admin panel of the playground: German beside English, and none of Strapi's own news. */
export default {
  config: {
    locales: ['de'],
    tutorials: false,
    notifications: { releases: false },
  },
  bootstrap(): void {
    // Strapi announces its new Media Library over every page until somebody closes it.
    window.localStorage.setItem('STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false', 'true');
  },
};
