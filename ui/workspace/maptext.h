#pragma once

#include "core/map/phrase.h"

#include <QCoreApplication>
#include <QString>

namespace transcope::ui {

/// What a map says, in the user's language.
inline QString translated(const core::Phrase& phrase)
{
    const auto text = QCoreApplication::translate("Map", phrase.text.c_str()).toStdString();
    return QString::fromStdString(core::Phrase{text, phrase.arguments}.english());
}

} // namespace transcope::ui
