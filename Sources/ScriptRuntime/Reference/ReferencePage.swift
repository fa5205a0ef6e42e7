/// The pages of the reference in the program: texts generated from `Schema/`.
enum ReferencePage {}
