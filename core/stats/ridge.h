#pragma once

#include "core/expression/expressionmatrix.h"

#include <span>
#include <vector>

namespace transcope::core {

/// What happens to predictors before they are penalised: all are centred at the mean of the rows fitted.
enum class RidgeScale {
    Standardise, ///< divided by their standard deviation (division by n) in those rows
    Keep,        ///< as they are: of principal components, the small ones are held back most
};

/// Linear regression of many responses with one penalty (Hoerl and Kennard, Technometrics 1970). The
/// intercept is not penalised.
struct RidgeModel
{
    std::vector<double> centre;       ///< per predictor: its mean
    std::vector<double> scale;        ///< per predictor: its standard deviation; 1 where that is 0 or kept
    std::vector<double> intercept;    ///< per response: its mean
    std::vector<double> coefficients; ///< [predictors, responses], of centred and scaled predictors
    double penalty = 0;
};

/// Minimises, over n rows, Σ‖y − b − xB‖² / n + penalty · ‖B‖², so that a penalty means the same for few rows
/// and many. predictors: rows × predictors; responses: rows × responses; the same rows, at least one, all
/// values finite. penalty: > 0.
RidgeModel fitRidge(const ExpressionMatrix& predictors, const ExpressionMatrix& responses, double penalty,
                    RidgeScale scale = RidgeScale::Standardise);

/// Rows × responses. predictors: rows × the model's predictors.
ExpressionMatrix predictRidge(const RidgeModel& model, const ExpressionMatrix& predictors);

/// The penalty of least error, the same for all responses: with two groups or more the mean squared error of
/// each group as predicted from the others (centred and scaled on those alone), with one generalised
/// cross-validation (Golub, Heath and Wahba, Technometrics 1979). groups: per row, whose errors are not
/// independent of one another; penalties: not empty; ties go to the earlier.
double chooseRidgePenalty(const ExpressionMatrix& predictors, const ExpressionMatrix& responses,
                          std::span<const int> groups, std::span<const double> penalties,
                          RidgeScale scale = RidgeScale::Standardise);

} // namespace transcope::core
