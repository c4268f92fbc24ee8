/// The joint table of two survival samples at every distinct time.
struct RiskTable {
  /// One time: users at risk and events, in all and among the treated.
  struct Row {
    var atRisk, treatedAtRisk, events, treatedEvents: Double
  }

  /// Rows in ascending order of time.
  let rows: [Row]

  init(control: SurvivalSample, treatment: SurvivalSample) {
    var rows: [Row] = []
    var i = 0
    var j = 0
    while i < control.steps.count || j < treatment.steps.count {
      let left = i < control.steps.count ? control.steps[i] : nil
      let right = j < treatment.steps.count ? treatment.steps[j] : nil
      let time = min(left?.time ?? .infinity, right?.time ?? .infinity)
      let useLeft = left?.time == time
      let useRight = right?.time == time
      // The next step's risk set is also the risk set now, since nobody left in between.
      let controlAtRisk = left?.atRisk ?? 0
      let treatedAtRisk = right?.atRisk ?? 0
      let controlEvents = useLeft ? left?.events ?? 0 : 0
      let treatedEvents = useRight ? right?.events ?? 0 : 0
      rows.append(
        Row(
          atRisk: Double(controlAtRisk + treatedAtRisk), treatedAtRisk: Double(treatedAtRisk),
          events: Double(controlEvents + treatedEvents), treatedEvents: Double(treatedEvents)))
      if useLeft { i += 1 }
      if useRight { j += 1 }
    }
    self.rows = rows
  }
}
