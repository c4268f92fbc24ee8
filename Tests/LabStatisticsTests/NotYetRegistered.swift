/// Methods of the reference file that are still to be written, one list per author.
enum NotYetRegistered {
  static let fromFirstHalf: Set<String> = [
    "bayes_beta_binomial",
    "bayes_gamma_poisson",
    "bayes_normal_lift",
    "cluster_robust_ols",
    "cochran_mantel_haenszel",
    "design_effect",
    "fisher_exact",
    "heterogeneity_across_segments",
    "poisson_rate_ratio",
    "post_stratification",
    "quantile_estimates",
    "quantile_order_statistic_variance",
    "regression_adjustment_lin",
    "risk_ratio_ci",
    "srm_chi_square",
    "srm_sequential",
    "unconditional_exact",
    "yuen_trimmed_t",
  ]

  static let fromSecondHalf: Set<String> = []
}
