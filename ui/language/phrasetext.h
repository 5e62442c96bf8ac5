#pragma once

#include "core/base/phrase.h"

#include <QString>

namespace transcope::ui {

/// What a phrase of core says, in the user's language and with its numbers.
QString translated(const core::Phrase& phrase);

/// A range's bound as core::toText() writes it, with the language's decimal point, and back.
QString withDecimalPoint(const std::string& text);
std::string withoutDecimalPoint(QString text);

} // namespace transcope::ui
