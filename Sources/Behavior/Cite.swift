/// The published figures behind the defaults, as links in Markdown.
///
/// Vendors' figures are averages over their customers' apps, observed and not caused; what is called fitted was chosen so
/// that the model gives the published figure.
enum Cite {
  // MARK: Papers and data

  static let bgbb = "([Fader, Hardie & Shang 2010](https://doi.org/10.1287/mksc.1100.0580))"
  static let gammaGamma = "([Fader & Hardie 2013](http://www.brucehardie.com/notes/025/))"
  static let game =
    "the launch of a mobile game, 3,994 users over 31 days ([cohorts 1.3.0](https://github.com/PeerChristensen/cohorts))"
  static let upworthy = "a news site, 850 days ([Matias et al. 2021](https://doi.org/10.1038/s41597-021-00934-7))"
  static let openBandit = "a mobile-first shop ([Saito et al. 2020](https://arxiv.org/abs/2008.07146))"
  static let heartSteps = "([HeartSteps, randomised](https://pubmed.ncbi.nlm.nih.gov/30192907/))"
  static let hohnhold = "[Hohnhold et al. 2015](https://ai.google/research/pubs/pub43887)"
  static let duolingo = "[Yancey & Settles 2020](https://doi.org/10.1145/3394486.3403351)"
  static let wohllebe =
    "[Wohllebe et al. 2021, randomised](https://doaj.org/article/32f944560a3f4051b62e902b2300f23b)"
  static let hillstrom =
    "([Hillstrom 2008](https://blog.minethatdata.com/2008/03/minethatdata-e-mail-analytics-and-data.html))"
  static let meta =
    "([Meta 2022, randomised](https://medium.com/@AnalyticsAtMeta/notifications-why-less-is-more-how-facebook-has-been-increasing-both-user-satisfaction-and-app-9463f7325e7d))"

  static let jShape = "([Hu, Pavlou & Zhang 2009](https://doi.org/10.1145/1562764.1562800))"

  // MARK: Vendors' figures

  static let adjust =
    "([Adjust medians, secondary](https://lovable.dev/guides/what-is-a-good-retention-rate-for-an-app))"
  static let appboy =
    "([Appboy 2016](https://marketingprofs.com/charts/2016/30202/how-quickly-do-consumers-abandon-new-mobile-apps))"
  static let appsflyer = "[AppsFlyer 2020](https://www.appsflyer.com/resources/others/app-uninstall-benchmarks/)"
  static let batch =
    "[Batch 2025](https://batch.com/blog/case-studies/benchmark-notifications-push-crm-mobile)"
  static let airship =
    "([Airship 2021](https://www.businessofapps.com/marketplace/push-notifications/research/push-notifications-statistics/))"
  static let accengage =
    "([Accengage, secondary](https://www.businessofapps.com/marketplace/push-notifications/research/push-notifications-statistics/))"
  static let apiLevels = "([apilevels.com](https://apilevels.com))"
  static let girard = "([Girard](https://www.girardmedia.com/blog/notification-permission-opt-in-strategy))"
  static let localyticsSegments =
    "([Localytics 2016](http://info.localytics.com/blog/2016-the-beginning-of-individualized-push-messages))"
  static let localyticsTolerance =
    "([Localytics 2017](https://marketingprofs.com/charts/2018/33486/how-many-mobile-push-notifications-are-too-many))"
  static let localyticsInApp = "[Localytics 2015](https://deeho.com/p/142614.html)"
  static let vmobify = "([vmobify](https://vmobify.com/blog/in-app-messaging-vs-push))"
  static let leanplum =
    "([Leanplum 2017](https://econsultancy.com/personalisation-can-lift-push-notification-open-rates-by-up-to-800-study/))"
  static let leanplumDelay =
    "[Leanplum](https://www.techsite.io/p/348204/t/android-users-open-2x-more-notifications-but-ios-users-much-faster-to-open-report)"
  static let baymard = "([Baymard Institute](https://baymard.com/lists/cart-abandonment-rate))"
  static let revenueCat = "([RevenueCat 2025](https://www.revenuecat.com/state-of-subscription-apps-2025/))"
  static let apteligent = "([Apteligent 2016](https://data.apteligent.com/research/crash-and-churn))"
  static let influence =
    "[Airship](https://support.urbanairship.com/hc/en-us/articles/213493063-Direct-Open-and-Push-Influence-numbers)"

  // MARK: E-mail, SMS, surveys

  static let refiner =
    "([Refiner 2025](https://www.spaceforms.io/reports/mobile-survey-distribution-2026))"
  static let airshipChannels = "([Airship 2021](https://www.mediapost.com/publications/article/369253/))"
  static let mailchimp = "([Mailchimp 2019](https://mailchimp.com/resources/email-marketing-benchmarks/))"
  static let emailFlows =
    "([Klaviyo 2026](https://bsandco.us/blog-post/ecommerce-email-marketing-benchmarks-january-2026))"
  static let inntopia = "([Inntopia](https://corp.inntopia.com/email-short-tail))"
  static let klaviyo = "([Klaviyo 2026](https://klaviyo.com/products/sms-marketing/benchmarks))"
  static let klaviyoOptOut = "([Klaviyo](https://help.klaviyo.com/hc/en-us/articles/4404612542619))"
}
