/// An example and the source of a calculator, for its help page.
public struct MethodReference: Sendable {
  /// Inputs as they are written on the command line.
  public let example: String
  /// Where the method is from.
  public let source: String

  private init(_ example: String, _ source: String) {
    self.example = example
    self.source = source
  }

  /// Examples and sources by calculator.
  public static let all: [String: MethodReference] = [
    "alpha_spending": MethodReference(
      "--t 0.2,0.4,0.6,0.8,1 --alpha 2.5%",
      "Lan & DeMets 1983, doi:10.1093/biomet/70.3.659; Hwang, Shih & DeCani 1990, doi:10.1002/sim.4780091207"),
    "anytime_valid_t": MethodReference(
      "--n 500 --coefficients 2 --g 1 --t 3.4",
      "Lindon, Ham, Tingley & Bojinov 2024, arXiv:2210.08589"),
    "asymptotic_confidence_sequence": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4 --n-star 5000",
      "Waudby-Smith et al. 2024, arXiv:2103.06476"),
    "asymptotic_confidence_sequence_one_sided": MethodReference(
      "--control 200/4000 --treatment 260/4000 --n-star 5000",
      "Waudby-Smith et al. 2024, arXiv:2103.06476v7, equation 134"),
    "bandit_probabilities": MethodReference(
      #"--arms '[{"successes": 200, "n": 4000}, {"successes": 250, "n": 4000}]'"#,
      "Thompson 1933, doi:10.1093/biomet/25.3-4.285; Russo 2016, arXiv:1602.08448"),
    "bayes_beta_binomial": MethodReference(
      "--control 200/4000 --treatment 250/4000",
      "Miller 2014, https://www.evanmiller.org/bayesian-ab-testing.html; Stucchio 2015 (expected loss)"),
    "bayes_gamma_poisson": MethodReference(
      "--control events=42,exposure=100 --treatment events=55,exposure=105",
      "the ratio of gamma variables is beta prime; Gelman et al. 2013, Bayesian Data Analysis, section 2.6"),
    "bayes_normal_lift": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4",
      "Gelman et al. 2013, Bayesian Data Analysis, section 2.5"),
    "bernoulli_confidence_sequence": MethodReference(
      "--successes 700 --n 1000 --t-opt 100",
      "Howard, Ramdas, McAuliffe & Sekhon 2021, doi:10.1214/20-AOS1991"),
    "bootstrap_full_enumeration": MethodReference(
      "--data 1,2,4,8,10",
      "Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapters 13 and 14"),
    "chi_square_2x2": MethodReference(
      "--table '250,3750;200,3800'",
      "Pearson 1900; Yates 1934, doi:10.2307/2983604"),
    "chi_square_k_arms": MethodReference(
      "--successes 50,62,48,75 --n 1000,1010,990,1005",
      "Pearson 1900"),
    "cluster_robust_ols": MethodReference(
      #"""
      --control '{"num": [1, 2, 3, 2, 4, 3], "cluster": [1, 1, 2, 2, 3, 3]}' --treatment '{"num": [2, 3, 4, 5, \#
      4, 3], "cluster": [4, 4, 5, 5, 6, 6]}' --outcome num --clusters cluster
      """#,
      "Liang & Zeger 1986, doi:10.1093/biomet/73.1.13; Cameron & Miller 2015, doi:10.3368/jhr.50.2.317"),
    "cochran_mantel_haenszel": MethodReference(
      "--tables-treatment-then-control '[[[250, 3750], [200, 3800]], [[60, 540], [40, 560]]]'",
      "Mantel & Haenszel 1959, doi:10.1093/jnci/22.4.719"),
    "combine_p_values": MethodReference(
      "--p 0.01,0.2,0.3,0.04",
      "Fisher 1932; Stouffer et al. 1949"),
    "common_random_numbers_paired": MethodReference(
      "--A 10,12,9,14,11 --B 11,13,9,15,12",
      "Student 1908, doi:10.1093/biomet/6.1.1"),
    "conditional_power": MethodReference(
      "--z 1.5 --information 50% --design-drift 2.8",
      "Proschan, Lan & Wittes 2006, doi:10.1007/978-0-387-44970-8"),
    "cox_ph_binary": MethodReference(
      "--control 'time=1,1,2,3,5,8;event=1,1,1,1,1,0' --treatment 'time=6,6,7,9,10,13;event=1,0,1,0,1,0'",
      "Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Efron 1977, doi:10.1080/01621459.1977.10480613"),
    "cuped_mean": MethodReference(
      """
      --control 'spend=10,12,7,9,14,11;before=9,13,6,8,15,10' --treatment \
      'spend=13,15,9,10,17,12;before=10,14,8,7,16,9' --metric spend --covariate before
      """,
      "Deng, Xu, Kohavi & Walker 2013, doi:10.1145/2433396.2433413"),
    "cuped_ratio": MethodReference(
      """
      --control 'clicks=3,5,2,6,4;views=10,15,9,20,12;clicks0=2,5,1,6,3;views0=9,15,8,18,11' --treatment \
      'clicks=4,6,3,8,5;views=11,14,10,21,12;clicks0=3,5,2,6,4;views0=10,13,9,20,11' --metric clicks/views \
      --covariate clicks0/views0
      """,
      "Deng, Knoblich & Lu 2018, arXiv:1803.06336"),
    "design_effect": MethodReference(
      "--mean-cluster-size 20 --icc 0.03 --n 4000",
      "Kish 1965, Survey Sampling"),
    "equivalence_tost": MethodReference(
      "--control 1.1,2.3,2.9,4,5.2,7.7 --treatment 0.4,1.9,3.3,4.8,6,8.1,9.5 --low -1 --upp 1",
      "Schuirmann 1987, doi:10.1007/BF01068419"),
    "fisher_exact": MethodReference(
      "--table-treatment-then-control '9,29;3,37'",
      "Fisher 1935; Cornfield 1956 (interval)"),
    "group_sequential_boundary": MethodReference(
      "--family obrien-fleming --information 0.2,0.4,0.6,0.8,1",
      "Jennison & Turnbull 2000, Group Sequential Methods; Lan & DeMets 1983, doi:10.1093/biomet/70.3.659"),
    "heterogeneity_across_segments": MethodReference(
      "--effects 0.02,0.055,0.031,-0.004 --standard-errors 0.012,0.015,0.01,0.018",
      "Cochran 1954, doi:10.2307/3001666; DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2"),
    "howard_normal_mixture": MethodReference(
      "--v 100 --v-opt 100 --s 10",
      "Howard, Ramdas, McAuliffe & Sekhon 2021, doi:10.1214/20-AOS1991"),
    "k_sample_tests": MethodReference(
      "--groups '5.1,4.9,6.2,5.8;6.4,7.1,6.8,7.7;5,5.2,5.9,4.8'",
      "Welch 1951, doi:10.1093/biomet/38.3-4.330; Kruskal & Wallis 1952, doi:10.1080/01621459.1952.10483441"),
    "kaplan_meier": MethodReference(
      "--time 6,6,7,9,10,13 --event 1,0,1,0,1,0 --rmst-tau 10",
      "Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452"),
    "kolmogorov_smirnov_2": MethodReference(
      "--control 1.1,2.3,2.9,4,5.2,7.7 --treatment 0.4,1.9,3.3,4.8,6,8.1,9.5",
      "Smirnov 1948, doi:10.1214/aoms/1177730256"),
    "lift_relative_delta": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4",
      "Deng, Knoblich & Lu 2018, arXiv:1803.06336"),
    "lift_relative_fieller": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4",
      "Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x"),
    "lift_relative_log_ratio": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4",
      "the delta method on the logarithm of the ratio; https://tea-tasting.e10v.me"),
    "log_rank": MethodReference(
      "--control 'time=1,1,2,3,5,8;event=1,1,1,1,1,0' --treatment 'time=6,6,7,9,10,13;event=1,0,1,0,1,0'",
      "Mantel 1966; Peto & Peto 1972, doi:10.2307/2344317"),
    "mann_whitney": MethodReference(
      "--control 1.1,2.3,2.9,4,5.2,7.7 --treatment 0.4,1.9,3.3,4.8,6,8.1,9.5",
      "Mann & Whitney 1947, doi:10.1214/aoms/1177730491; Brunner & Munzel 2000"),
    "mde_means": MethodReference(
      "--n1 5000 --sd 25 --baseline-mean 12",
      "noncentral t; Cohen 1988, Statistical Power Analysis"),
    "mde_proportions": MethodReference(
      "--p-control 5% --n-per-arm 10000",
      "Fleiss, Tytun & Ury 1980, doi:10.2307/2529990"),
    "merge_moments": MethodReference(
      "--first 1,2,3,4 --second 10,11",
      "Pébay 2008, Sandia report SAND2008-6212"),
    "msprt_normal": MethodReference(
      "--A 1.2,0.8,1.1,0.9 --B 1.5,1.3,1.9,1.2 --sigma2-known 0.3 --tau2 0.04 --looks-n-per-arm 2,4",
      "Johari, Pekelis & Walsh 2017, arXiv:1512.04922"),
    "multiple_testing_adjusted_p": MethodReference(
      "--p 0.001,0.008,0.039,0.041,0.2",
      """
      Holm 1979; Hochberg 1988, doi:10.1093/biomet/75.4.800; Benjamini & Hochberg 1995, \
      doi:10.1111/j.2517-6161.1995.tb02031.x
      """),
    "noncentral_t_cdf": MethodReference(
      "--t-df-nc '2,10,1;0.5,3,2'",
      "Johnson & Kotz, Continuous Univariate Distributions, chapter 31"),
    "normal_tail": MethodReference(
      "--z 1.96,5,37",
      "https://dlmf.nist.gov/7.17"),
    "one_proportion_ci": MethodReference(
      "--n 140 --successes 27",
      "Wilson 1927, doi:10.1080/01621459.1927.10502953; Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286"),
    "peeking_inflation": MethodReference(
      "--looks 1,2,5,10",
      "Armitage, McPherson & Rowe 1969, doi:10.2307/2343787"),
    "permutation_exact": MethodReference(
      "--control 1.1,2.3,2.9,4,5.2,7.7 --treatment 0.4,1.9,3.3,4.8,6,8.1,9.5",
      "Fisher 1935; Phipson & Smyth 2010, doi:10.2202/1544-6115.1585"),
    "poisson_rate_ratio": MethodReference(
      "--control events=420,exposure=1000 --treatment events=480,exposure=1010",
      "Gu, Ng, Tang & Schucany 2008, doi:10.1002/bimj.200710403"),
    "poly_stitching_bound": MethodReference(
      "--v 100 --v-min 10",
      "Howard, Ramdas, McAuliffe & Sekhon 2021, doi:10.1214/20-AOS1991"),
    "post_stratification": MethodReference(
      #"""
      --strata '[{"control": {"n": 400, "mean": 10, "sd": 4}, "treatment": {"n": 420, "mean": 10.5, "sd": \#
      4.2}}, {"control": {"n": 100, "mean": 30, "sd": 9}, "treatment": {"n": 90, "mean": 32, "sd": 9.5}}]'
      """#,
      "Miratrix, Sekhon & Yu 2013, doi:10.1111/j.1467-9868.2012.01048.x"),
    "power_from_aggregates": MethodReference(
      "--sample-n 20000 --mean 5.2 --variance 110 --rel-effect 5%",
      "noncentral t; https://tea-tasting.e10v.me/power-analysis"),
    "power_proportions": MethodReference(
      "--p-control 5% --p-treatment 6% --n-control 4000 --n-treatment 4000",
      "Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, chapter 4"),
    "power_two_sample_t": MethodReference(
      "--cohen-d 0.3 --n1 100",
      "noncentral t; Cohen 1988, Statistical Power Analysis"),
    "proportion_difference_ci": MethodReference(
      "--control 200/4000 --treatment 250/4000",
      """
      Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; Miettinen & \
      Nurminen 1985, doi:10.1002/sim.4780040211
      """),
    "quantile_estimates": MethodReference(
      "--data 0,0,1,1,2,2,3,3,4,5,6,8,9,11 --q 75%",
      "Hyndman & Fan 1996, doi:10.2307/2684934; Harrell & Davis 1982, doi:10.1093/biomet/69.3.635"),
    "quantile_order_statistic_variance": MethodReference(
      """
      --control n=1000,q=12.1,q_lower=11.4,q_upper=12.9 --treatment n=1000,q=13,q_lower=12.2,q_upper=13.9 --nu \
      90%
      """,
      "Yao, Li & Lu 2024, arXiv:2401.14549"),
    "ratio_metric_delta": MethodReference(
      """
      --control 'clicks=3,5,2,6,4;views=10,15,9,20,12' --treatment 'clicks=4,6,3,8,5;views=11,14,10,21,12' \
      --metric clicks/views
      """,
      "Deng, Knoblich & Lu 2018, arXiv:1803.06336"),
    "regression_adjustment_lin": MethodReference(
      """
      --control 'spend=10,12,7,9,14,11;before=9,13,6,8,15,10' --treatment \
      'spend=13,15,9,10,17,12;before=10,14,8,7,16,9' --outcome spend --covariate before
      """,
      "Lin 2013, doi:10.1214/12-AOAS583"),
    "risk_ratio_ci": MethodReference(
      "--control 200/4000 --treatment 250/4000",
      "Katz et al. 1978, doi:10.2307/2530610; Koopman 1984, doi:10.2307/2531405"),
    "sample_size_means": MethodReference(
      "--cohen-d 0.2 --power 80%",
      "noncentral t; Cohen 1988, Statistical Power Analysis"),
    "sample_size_proportions": MethodReference(
      "--p-control 10% --p-treatment 12% --power 80%",
      "Fleiss, Tytun & Ury 1980, doi:10.2307/2529990; Cohen 1988 (arcsine)"),
    "sample_size_proportions_unpooled": MethodReference(
      "--baseline 10% --relative-mde 10%",
      "Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, chapter 4"),
    "sample_size_rules": MethodReference(
      "--mean 5.2 --sd 10.5 --skewness 6.3 --relative-mde 5%",
      """
      Kohavi, Tang & Xu 2020, Trustworthy Online Controlled Experiments, chapter 17; Kohavi et al. 2014, \
      doi:10.1145/2623330.2623341
      """),
    "srm_chi_square": MethodReference(
      "--observed 10230,9870 --weights 50%,50%",
      "Fabijan et al. 2019, doi:10.1145/3292500.3330722"),
    "srm_sequential": MethodReference(
      "--theta0 50%,50% --dirichlet-concentration 100 --batches '100,100;230,180;260,200;300,230'",
      "Lindon & Malek 2022, arXiv:2011.03567"),
    "stable_moments": MethodReference(
      "--data 1000000004,1000000007,1000000013,1000000016",
      "Welford 1962, doi:10.1080/00401706.1962.10490022; Pébay 2008, Sandia report SAND2008-6212"),
    "student_t_pooled": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4",
      "Student 1908, doi:10.1093/biomet/6.1.1"),
    "two_proportion_z_pooled": MethodReference(
      "--control 200/4000 --treatment 250/4000",
      "Pearson 1900; Fleiss, Levin & Paik 2003, chapter 3"),
    "two_proportion_z_unpooled": MethodReference(
      "--control 200/4000 --treatment 250/4000",
      "Wald; Fleiss, Levin & Paik 2003, chapter 3"),
    "type_s_type_m": MethodReference(
      "--true-effect 0.02 --standard-error 0.012",
      "Gelman & Carlin 2014, doi:10.1177/1745691614551642; Lu, Qiu & Deng 2019, doi:10.1111/bmsp.12132"),
    "unconditional_exact": MethodReference(
      "--table-treatment-then-control '9,29;3,37'",
      "Barnard 1945, doi:10.1038/156177a0; Boschloo 1970, doi:10.1111/j.1467-9574.1970.tb00104.x"),
    "uplift_qini": MethodReference(
      "--score 0.9,0.8,0.7,0.6,0.4,0.3,0.2,0.1 --treatment 1,0,1,0,1,0,1,0 --outcome 1,0,1,0,0,0,0,1",
      "Radcliffe 2007, Using control groups to target on predicted lift"),
    "welch_t": MethodReference(
      "--control n=1000,mean=10,sd=4 --treatment n=1100,mean=10.6,sd=4.4",
      "Welch 1947, doi:10.1093/biomet/34.1-2.28"),
    "wilcoxon_signed_rank": MethodReference(
      "--differences 0.2,-0.4,1.2,1.4,0.6,1.1,0.9,-0.8",
      "Wilcoxon 1945, doi:10.2307/3001968"),
    "yuen_trimmed_t": MethodReference(
      "--control 1.1,2.3,2.9,4,5.2,7.7 --treatment 0.4,1.9,3.3,4.8,6,8.1,9.5 --trim-each-tail 20%",
      "Yuen 1974, doi:10.1093/biomet/61.1.165"),
  ]
}
