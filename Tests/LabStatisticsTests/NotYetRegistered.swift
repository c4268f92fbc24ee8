/// Methods of the reference file that are still to be written, one list per author.
enum NotYetRegistered {
  static let fromFirstHalf: Set<String> = []

  static let fromSecondHalf: Set<String> = []
}
