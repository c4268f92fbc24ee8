import EngagementCore
import Primitives

/// Who claims the conversions: views beside the causal lift, which never decide anything.
extension Life {
  /// Remembers a message that the user met.
  @inline(__always)
  mutating func touch(_ message: Message, isDisplayed: Bool) {
    if hasAttribution { remember(message, isDisplayed: isDisplayed) }
  }

  @inline(never)
  private mutating func remember(_ message: Message, isDisplayed: Bool) {
    if touches.count == Self.mostTouches { touches.removeFirst() }
    touches.append(
      Touch(campaign: message.campaign, received: message.time, displayed: isDisplayed ? message.time : nil))
  }

  /// Remembers that a message was opened.
  @inline(__always)
  mutating func click(_ campaign: Int32, sent: LocalTime, at time: LocalTime) {
    if hasAttribution { rememberClick(campaign, sent: sent, at: time) }
  }

  @inline(never)
  private mutating func rememberClick(_ campaign: Int32, sent: LocalTime, at time: LocalTime) {
    for k in touches.indices.reversed() where touches[k].campaign == campaign && touches[k].clicked == nil {
      touches[k].clicked = time
      return
    }
  }

  /// Conversions happen together, and share their revenue.
  mutating func attribute(_ tag: Int32, times: Int32, revenue: Int64, time: LocalTime) {
    let count = Int64(times)
    for k in 0..<count { attribute(tag, revenue: revenue * (k + 1) / count - revenue * k / count, time: time) }
  }

  /// A conversion happens: every view credits whom it credits.
  @inline(never)
  mutating func attribute(_ tag: Int32, revenue: Int64, time: LocalTime) {
    for k in world.attribution.indices where world.attribution[k].tag == tag {
      let view = world.attribution[k]
      if view.definition.oncePerUser && attributed & (1 << UInt64(k)) != 0 { continue }
      let credited = view.definition.credited(at: time, touches: touches)
      ledger.attribute(k, campaign: -1, revenue: revenue)
      if credited.isEmpty { continue }
      attributed |= 1 << UInt64(k)
      for campaign in credited { ledger.attribute(k, campaign: campaign, revenue: revenue) }
    }
  }

  /// A session begins: was it opened by a message, influenced by one, or neither?
  @inline(never)
  mutating func attributeSession(at time: LocalTime, opened: Int32) {
    ledger.session(
      SessionAttribution().source(ofSessionAt: time, opened: opened < 0 ? nil : opened, touches: touches))
  }

  /// More messages of one user are not remembered; the oldest go first.
  static let mostTouches = 64
}
