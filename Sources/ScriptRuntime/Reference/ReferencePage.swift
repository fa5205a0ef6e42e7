/// The pages of the reference that the program holds: texts made from `Schema/`.
enum ReferencePage {}
